//! The name that the file of an export gets, unless the user gives it another.

use crate::app::context::Context;
use crate::domain::export::plan::file_name;

/// A list of the demo is not to be taken for one of real people.
pub fn proposed(query: &str, cx: &Context) -> String {
    let name = file_name(cx.now.today, query);
    if cx.launch.demo.is_some() { format!("demo-{name}") } else { name }
}
