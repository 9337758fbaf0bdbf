"""What developers run: reference data, documents, benchmarks."""
