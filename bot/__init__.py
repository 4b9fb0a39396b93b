"""The process: what starts, what the clock drives, what speaks HTTP."""
