"""What people sent, read as text, turned into offers and issues. Knows the domain, never a screen or the database."""
