// Nothing to show: the driver is found by its name.
