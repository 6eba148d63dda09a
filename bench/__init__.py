"""Measurements, by subject. `make bench` prints one table and writes JSON under `bench/results/`."""
