"""Fill an empty, migrated instance and print an address to sign in with: `python -m bench.fill N`."""

import sys

import django

if __name__ == "__main__":
    django.setup()

    from demo.bulk import fill  # needs Django's models

    print(fill(int(sys.argv[1])))
