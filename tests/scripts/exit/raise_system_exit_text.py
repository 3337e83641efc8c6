raise SystemExit("stopped")
