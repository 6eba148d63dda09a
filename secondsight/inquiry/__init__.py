"""What it meant: reviews, roles and eligibility, factors, learning points, ideas."""
