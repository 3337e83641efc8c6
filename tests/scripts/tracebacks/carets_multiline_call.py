def build(**kwargs):
    return kwargs["missing"]


build(
    a=1,
    b=2,
    c=[
        3,
    ],
)
