"""What becomes of findings: selected, suppressed, compared with a baseline, fixed."""
