"""Step 1 (S1-1 … S1-13): rows, guided questions, sources, priorities, likeness, the inventory as paper and workbook."""
