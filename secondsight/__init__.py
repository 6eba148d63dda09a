"""Secondsight: post-incident reviews from real evidence."""
