"""What hangs on a process: interfaces, documents, classification codes."""
