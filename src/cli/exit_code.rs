//! The exit codes, as one table that `--help` and README print. [`crate::domain::problem::Kind`] decides which problem
//! has which code.

pub struct ExitCode {
    /// As it is printed; `n` is the number of a signal.
    pub code: &'static str,
    /// May have a line break, for the help on a terminal of 80 columns.
    pub means: &'static str,
}

pub const EXIT_CODES: [ExitCode; 7] = [
    ExitCode { code: "0", means: "yes, done" },
    ExitCode {
        code: "1",
        means: "the answer is no: required fields missing, nobody matched,\nfar fewer people than before",
    },
    ExitCode { code: "2", means: "wrong usage: options, a query, no credentials, no terminal" },
    ExitCode { code: "3", means: "Personio refused the credentials" },
    ExitCode { code: "4", means: "Personio or the network failed" },
    ExitCode { code: "5", means: "a local file failed" },
    ExitCode { code: "128+n", means: "signal n" },
];
