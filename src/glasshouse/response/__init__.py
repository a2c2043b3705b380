"""Response: how people change under treatment: effort, guard, felt risk, salience, evasion, grievance, ties."""
