"""Builds the sample reports that are workbooks from the text tables in content/; those that are text are kept as is."""
