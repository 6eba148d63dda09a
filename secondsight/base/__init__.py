"""The ground: time, ids, journal, jobs, files, live push. It knows no incident."""
