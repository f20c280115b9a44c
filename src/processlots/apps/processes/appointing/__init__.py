"""Steps 2 and 3: owner, leader, team, who reports to whom and how much each has (R-1 … R-20)."""
