//! What `gilvm run` is asked to run: a file, a line, a module, or standard input, as source text.

use std::io::Read;
use std::path::Path;

use crate::cli::Run;

/// What is to be run.
pub(super) struct Program {
    pub(super) source: String,
    /// The file name that tracebacks show.
    pub(super) filename: String,
    pub(super) argv: Vec<String>,
    /// Where `import` looks first.
    pub(super) directory: String,
    /// The package of a module run with `-m`, which is imported before; empty for a module outside packages.
    pub(super) package: Option<String>,
    /// Whether it was read from a file, or from standard input as if from one.
    pub(super) is_file: bool,
}

/// Why there is nothing to run. The exit codes are CPython's.
pub(super) struct Failure {
    /// For stderr.
    pub(super) message: String,
    pub(super) exit_code: i32,
}

impl Failure {
    /// The command line is wrong, or the script cannot be read.
    fn usage(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), exit_code: 2 }
    }

    /// The script is no script.
    fn script(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), exit_code: 1 }
    }
}

/// Reads the program that a command line asks for.
pub(super) fn read(options: &Run) -> Result<Program, Failure> {
    let rest: Vec<String> = options.script.clone();
    if let Some(code) = &options.code {
        let argv = std::iter::once("-c".to_owned()).chain(rest).collect();
        return Ok(Program {
            source: code.clone(),
            filename: "<string>".to_owned(),
            argv,
            directory: String::new(),
            package: None,
            is_file: false,
        });
    }
    if let Some(module) = &options.module {
        return read_module(module, rest);
    }
    let Some(script) = options.script.first() else {
        return Err(Failure::usage("gilvm: no script was given (see `gilvm run --help`)"));
    };
    if script == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|e| Failure::usage(format!("gilvm: can't read standard input: {e}")))?;
        let source = decode(bytes, "<stdin>")?;
        return Ok(Program {
            source,
            filename: "<stdin>".to_owned(),
            argv: rest,
            directory: String::new(),
            package: None,
            is_file: true,
        });
    }
    let path = Path::new(script);
    let (file, directory) = if path.is_dir() {
        // As CPython does: a folder is run by its `__main__.py`.
        let main = path.join("__main__.py");
        if !main.is_file() {
            return Err(Failure::script(format!("gilvm: can't find '__main__' module in '{script}'")));
        }
        (main.display().to_string(), path.to_path_buf())
    } else {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        (script.clone(), parent.to_path_buf())
    };
    let bytes = std::fs::read(&file).map_err(|error| {
        let code = error.raw_os_error().unwrap_or(0);
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or("").to_owned();
        if script.starts_with('-') {
            return Failure::usage(format!("gilvm: unknown option {script} (see `gilvm run --help`)"));
        }
        Failure::usage(format!("gilvm: can't open file '{script}': [Errno {code}] {text}"))
    })?;
    // Tracebacks name the script by its full path, joined but not tidied, as CPython's do.
    let file = std::env::current_dir().map_or(file.clone(), |here| here.join(&file).display().to_string());
    let source = decode(bytes, &file)?;
    let directory = std::path::absolute(&directory).map_or(String::new(), |path| path.display().to_string());
    Ok(Program { source, filename: file, argv: rest, directory, package: None, is_file: true })
}

/// What a module of the library has that does something when it is run.
const LIBRARY_MAIN: &str = "\nif __name__ == \"__main__\":\n";

/// `-m name`: the module is found below the current directory, or it is one of the library's that is made to be run.
fn read_module(module: &str, rest: Vec<String>) -> Result<Program, Failure> {
    let relative = module.replace('.', "/");
    let parent = module.rsplit_once('.').map_or("", |(parent, _)| parent);
    for (candidate, package) in
        [(format!("{relative}/__main__.py"), module), (format!("{relative}.py"), parent)]
    {
        if let Ok(bytes) = std::fs::read(&candidate) {
            let full = std::path::absolute(&candidate).map_or(candidate, |path| path.display().to_string());
            let source = decode(bytes, &full)?;
            let argv = std::iter::once(full.clone()).chain(rest).collect();
            let here = std::env::current_dir().map_or(String::new(), |path| path.display().to_string());
            let package = Some(package.to_owned());
            return Ok(Program { source, filename: full, argv, directory: here, package, is_file: false });
        }
    }
    if Path::new(&relative).is_dir() {
        return Err(Failure::script(format!(
            "gilvm: No module named {module}.__main__; '{module}' is a package and cannot be directly executed"
        )));
    }
    let library = crate::modules::LIBRARY.iter().find(|(name, _)| *name == module);
    if let Some((_, source)) = library.filter(|(_, source)| source.contains(LIBRARY_MAIN)) {
        return Ok(Program {
            source: (*source).to_owned(),
            filename: format!("<frozen {module}>"),
            argv: std::iter::once(format!("{relative}.py")).chain(rest).collect(),
            directory: std::env::current_dir().map_or(String::new(), |path| path.display().to_string()),
            package: Some(parent.to_owned()),
            is_file: false,
        });
    }
    if library.is_some() {
        return Err(Failure::script(format!(
            "gilvm: the module {module} of gilvm's library is not made to be run"
        )));
    }
    Err(Failure::script(format!("gilvm: No module named {module}")))
}

fn decode(bytes: Vec<u8>, filename: &str) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let bytes = error.as_bytes();
        let at = error.utf8_error().valid_up_to();
        let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
        Failure::script(format!(
            "  File \"{filename}\", line {line}\nSyntaxError: (unicode error) 'utf-8' codec can't decode byte \
             0x{:02x} in position {at}: invalid start byte",
            bytes.get(at).copied().unwrap_or(0)
        ))
    })
}
