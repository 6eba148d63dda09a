"""The fictional organisation that documentation, tests and a first start share (C34).

Plain values: nothing here knows the program. `people` says who there is, `story` tells the worked
incident, `others` what happened around it, `evidence` writes the files that the tools would have
left, `generate` makes the same organisation at any size. `facts` holds the shapes of all of it.
"""
