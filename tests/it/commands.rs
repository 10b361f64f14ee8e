//! Every command as a script runs it: the real binary, with nothing but pipes around it, against the embedded Personio.
//! What is written, to which stream, with which exit code, what is asked of Personio, and what is left on disk.
//! `company` is the set-up that all of them share. Nothing but the loopback interface is used.

mod check;
mod company;
mod countries;
mod emails;
mod export;
mod faulty_disk;
mod fields;
mod files;
mod findings;
mod forget;
mod keys;
mod list;
mod lists;
mod never;
mod occasions;
mod presets;
mod scenarios;
mod surface;
mod sync;
mod sync_faults;
mod tls;
mod workbook;

pub use company::Company;
