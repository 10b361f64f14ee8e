//! The demo's short story, told where its next step is: two fields are not ticked, a key ticks one, a sync reads everybody,
//! and a list can be picked and exported.

use crate::app::context::Context;
use crate::app::keys::{Action, KeyContext};
use crate::app::launch::Demo;
use crate::app::notice::Notice;
use crate::app::step::Step;

/// On Fields, while a required field is not ticked.
pub fn tick(cx: &Context) -> String {
    let key = cx.key(KeyContext::Fields, Action::TickInDemo);
    format!("{key} ticks the first one in the demo's Personio: watch it turn green here")
}

/// On Connect: what this is, what becomes of it, and how it ends.
pub fn welcome(demo: Demo, cx: &Context) -> [String; 3] {
    let end = match demo {
        Demo::Alone => {
            let quit = cx.key(KeyContext::Everywhere, Action::Quit);
            format!("{quit} ends it; giftlist without --demo connects your own Personio.")
        }
        Demo::InPlace => {
            let back = cx.key(KeyContext::Connect, Action::Back);
            format!("{back} here leads back to your own account, which waits as you left it.")
        }
    };
    [
        "This is the demo: a sample company, served on this machine.".into(),
        "It keeps only files that you export; nothing of yours is read or changed.".into(),
        end,
    ]
}

/// On Fields, when a field was ticked.
pub fn ticked(field: &str) -> Notice {
    Notice::plain(format!("Ticked {field} in the demo's Personio; watch it turn readable"))
}

/// On Recipients, before anybody is selected.
pub fn list_is_ready(cx: &Context) -> Vec<Step> {
    let is_untouched = cx.company.people.is_some() && cx.company.selection.count() == 0;
    if cx.launch.demo.is_none() || !is_untouched {
        return vec![];
    }
    let [filter, all, export] = [Action::EditQuery, Action::SelectShown, Action::Open(KeyContext::Export)]
        .map(|action| cx.key(KeyContext::Recipients, action));
    let text = format!("The list is ready: {filter} filters (try office:dublin), {all} selects all, {export} exports");
    vec![Notice::plain(text).into()]
}
