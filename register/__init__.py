"""What must last: original files, offers, issues and imports in one database. Knows no screen and no file format."""
