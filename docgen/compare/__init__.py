"""Holds two descriptions of one API against each other: the pages and a contract, or an old and a new document."""
