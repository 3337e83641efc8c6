print('single', "double", '''triple''', """also triple""")
print('it\'s', "a \"quote\"", 'mixed "x"')
print('a\tb|c\\d|\x41|\101|\u00e9|\U0001F600|\N{BULLET}')
print('joined ' 'by ' "juxtaposition")
print(r'raw \n \t', R"raw \x")
print('''line one
line two
    indented''')
print('continued \
here')
print(len('\n'), len(r'\n'), len('\u00e9'), len('\U0001F600'))
print(repr('tab\t newline\n quote\' both\'"'), repr("it's"), repr('"'))
print(repr('\x00\x1f\x7f\x80\xa0\xad\u2028'))
print(repr('é ü 漢字 😀'))
print(u'unicode prefix')
print('\0'.isprintable(), repr('\0a'))
