def main():
    print("running as", __name__)


if __name__ == "__main__":
    main()
else:
    print("imported as", __name__)
import sys
print(sys.modules["__main__"].main is main, sys.argv[0].endswith("main_guard.py"), __file__.endswith("main_guard.py"))
