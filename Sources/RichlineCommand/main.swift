print("richline")
