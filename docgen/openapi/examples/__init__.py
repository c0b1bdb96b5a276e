"""Examples held against their schemas."""
