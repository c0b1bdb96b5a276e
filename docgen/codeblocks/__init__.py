"""What stands inside fences: HTTP messages and JSON values, with spans, read as leniently as a person would."""
