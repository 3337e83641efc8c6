value = {"some rather long key name": 1, "another rather long key name": 2}["a third rather long key name that is missing"]
