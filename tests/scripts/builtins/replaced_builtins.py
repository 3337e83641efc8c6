try:
    eval("__import__('math').sqrt(16)", {"__builtins__": {}})
except NameError as e:
    print(e)
print(eval("len", {"__builtins__": {"len": "mine"}}))
