"""The specification as something living: read in from Word, looked over, what lies beside a process, process information."""
