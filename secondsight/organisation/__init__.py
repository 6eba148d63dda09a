"""Who we are and what we agreed: accounts, teams, services, calendars, access, policy, tiers."""
