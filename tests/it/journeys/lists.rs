//! Saved lists on the screen.

use super::Journey;

#[test]
fn a_saved_list_is_there_after_a_restart() {
    let mut journey = Journey::loaded();
    journey.keys("/ text:byrne Enter").wait_until(|model| model.screens.recipients.view.len() == 1);
    journey.keys("w text:Byrnes Enter").wait_for("The list is saved; o opens it, list:Byrnes finds who is in it");
    journey.keys("Space w").wait_for("Fixed: the 1 person selected now").keys("text:one Enter").wait_for("list:one");
    let mut journey = journey.restart();
    journey.keys("4 Esc").wait_until(|model| model.screens.recipients.view.len() > 1);
    for (list, query) in [("byrnes", "list:Byrnes"), ("one", "list:one")] {
        journey.keys(&format!("o text:{list} Enter")).wait_for(query);
        journey.wait_until(|model| model.screens.recipients.view.len() == 1);
    }
    journey.keys("/ Ctrl-u text:list:byrnes Enter w text:byrnes Enter").wait_for("the lists lead in a circle");
    journey.keys("Esc o").wait_for("byrne");
    journey.keys("text:ready Del").wait_for("Nothing matches");
    journey.keys("Ctrl-u text:birthdays Del").wait_for("only your own ones can be deleted");
    journey.keys("Ctrl-u text:byrnes Del").wait_for("Del again deletes the list \"Byrnes\"").keys("Home Del");
    journey.wait_for("Del again deletes").keys("Del").wait_for("The list \"Byrnes\" is deleted");
    journey.keys("Ctrl-u").wait_until(|model| model.company.kept.lists.find("Byrnes").is_none());
    assert!(!journey.screen_at(80, 24).contains("Byrnes"));
}
