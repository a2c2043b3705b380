"""Response: how people change under treatment: effort, self-censorship, perceived risk, salience, evasion, grievance, ties."""
