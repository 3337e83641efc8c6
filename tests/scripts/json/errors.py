# What is wrong with a document or an object, in CPython's words.
import json
for t in ['', '{', '[', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '[1,]', '[1', '[1 2]', '{1:2}', '"abc', '"a\nb"', '"\\x"', '"\\u12"', '"\\u12G4"', '"\\', 'nul', '-', '01', '1.', '1e', '+1', 'NaN', '-Infinity', 'Infinity', '\ufeff1', '1 2', '{"a" 1}', '[,]', '{,}', "'a'", '"\\ud83d\\ude00"', '"a\\u0000b"','tru', '{"a":}', '[1,2', '[1,,2]', ' [1]x', '\n\n {"a": [1,\n 2 3]}', '1'*5000,'{"a":1 "b":2}', '\x00', '[1,2,3', '{"a":[', '"\t"']:
    try: print(repr(t[:30]), repr(json.loads(t)))
    except Exception as e: print(repr(t[:30]), type(e).__name__, e)
for v in [float('nan')]:
    try: json.dumps(v, allow_nan=False)
    except Exception as e: print(e)
for v in [{(1,2):3}, {1,2}, object, b'x']:
    try: json.dumps(v)
    except Exception as e: print(type(e).__name__, e, getattr(e,'__notes__',None))
x=[]; x.append(x)
try: json.dumps(x)
except Exception as e: print(type(e).__name__, e)
try: json.loads('['*100000)
except RecursionError as e: print(e)
x=[]
for i in range(50000): x=[x]
try: json.dumps(x)
except RecursionError as e: print(e)
try: json.dumps({'a':1},indent=object())
except Exception as e: print(type(e).__name__, e)
for bad in (5, None, ['x']):
    try: json.loads(bad)
    except Exception as e: print(type(e).__name__, e)
