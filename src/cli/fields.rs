//! `giftlist fields`: prints what to tick in Personio, as text to paste, and pins attributes to fields.

use super::args::{self, GlobalArgs, PinChange};
use super::context::CommandContext;
use super::output;
use crate::domain::checklist::advice::{list_to_tick, to_do_list};
use crate::domain::checklist::attribute::AttributeKey;
use crate::domain::checklist::matching::{Pin, checklist, doubt};
use crate::domain::fields::{Field, Fields};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::jobs;

const MAX_KEY_BYTES: usize = 200;

pub async fn run(global: &GlobalArgs, options: &args::FieldsArgs) -> Result<u8, Problem> {
    match &options.change {
        None if !options.missing => output::print(&list_to_tick())?,
        None => {
            let cx = CommandContext::read(global)?;
            let client = cx.client()?;
            jobs::people::remove_outdated(&cx.job);
            let list = checklist(&jobs::checklist::read(&client).await?, &cx.config.pins);
            let text = to_do_list(&list, Fields::NONE)
                .unwrap_or_else(|| "Nothing is to do: every field can be read.\n".into());
            output::print(&text)?;
        }
        Some(PinChange::Pin { field, key }) => pin(global, args::field(field)?, key).await?,
        Some(PinChange::Unpin { field }) => {
            let field = args::field(field)?;
            jobs::checklist::pin(&CommandContext::read(global)?.job, field, None)?;
            output::print(&format!("{field} is matched by its label again\n"))?;
        }
    }
    Ok(0)
}

async fn pin(global: &GlobalArgs, field: Field, key: &str) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    if key.is_empty() || key.len() > MAX_KEY_BYTES || !key.chars().all(plain) {
        return Err(Problem::new(
            Kind::Usage,
            format!("{key} is no attribute's key"),
            "use one such as dynamic_12345; giftlist check names them",
        ));
    }
    let cx = CommandContext::read(global)?;
    let known = match cx.client() {
        Ok(client) => jobs::checklist::read(&client).await,
        Err(problem) => Err(problem),
    };
    let key = AttributeKey::from(key);
    let list = checklist(known.as_deref().unwrap_or_default(), &cx.config.pins);
    if let Some(reader) = list.reader_of(&key, field) {
        let shown = SafeText::of(key.as_str());
        let remedy = format!("choose another attribute, or pin {reader} to another one first");
        return Err(Problem::new(Kind::Usage, format!("{reader} is read from {shown} already"), remedy));
    }
    let attribute = known.as_ref().ok().and_then(|attributes| attributes.iter().find(|a| a.key == key));
    let is_readable = attribute.is_some();
    let pin = Pin { label: attribute.map(|a| a.label.clone()).unwrap_or_default(), key };
    jobs::checklist::pin(&cx.job, field, Some(&pin))?;
    let key = SafeText::of(pin.key.as_str());
    match &known {
        Ok(_) if is_readable || pin.key.as_str() == "id" => {
            output::print(&format!("{field} is read from {key} now\n"))?;
            if let Some(doubt) = attribute.and_then(|attribute| doubt(field, attribute)) {
                let reason = doubt.reason(field);
                output::note(&format!("{reason} giftlist fields unpin \"{field}\" takes it back"));
            }
        }
        Ok(_) => {
            output::print(&format!("{field} is pinned to {key}\n"))?;
            output::note(&format!("the credential cannot read {key} yet: tick it in Personio"));
        }
        Err(problem) => {
            output::print(&format!("{field} is pinned to {key}\n"))?;
            output::note(&format!("whether it can be read is not known, {}", problem.what()));
        }
    }
    Ok(())
}
