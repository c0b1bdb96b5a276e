"""From the Api to a validated OpenAPI document and its text."""
