"""What we tell, and to whom: editions and exports."""
