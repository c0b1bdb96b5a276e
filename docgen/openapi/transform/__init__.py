"""From one OpenAPI document to another: overlays, slices, files by tag."""
