"""The pieces that the pages share."""
