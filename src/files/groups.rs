//! Whether the group of a folder has other users than this one in it, as far as the files of this machine tell.

use std::fs;

/// Whether the group has other members than the user. A group that the files do not know, as where users come from a
/// directory service, counts as having none: there most people have a group for themselves, and would be told for nothing.
pub fn has_others(group: u32, user: u32) -> bool {
    if (group, user) == (0, 0) {
        // Some systems keep users without a shell in root's group.
        return false;
    }
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    are_in(group, user, &read("/etc/group"), &read("/etc/passwd"))
}

/// `NAME:x:NUMBER:MEMBER,MEMBER` of groups, `NAME:x:NUMBER:GROUP:…` of users.
fn are_in(group: u32, user: u32, groups: &str, users: &str) -> bool {
    let number = |text: &str| text.parse::<u32>().ok();
    let all_users: Vec<(&str, Option<u32>, Option<u32>)> = users
        .lines()
        .filter_map(|line| match line.split(':').collect::<Vec<_>>()[..] {
            [name, _, id, of, ..] => Some((name, number(id), number(of))),
            _ => None,
        })
        .collect();
    let is_user = |name: &str| all_users.iter().any(|(known, id, _)| *known == name && *id == Some(user));
    let has_other_member = groups.lines().any(|line| match line.split(':').collect::<Vec<_>>()[..] {
        [_, _, id, members, ..] if number(id) == Some(group) => {
            members.split(',').map(str::trim).any(|name| !name.is_empty() && !is_user(name))
        }
        _ => false,
    });
    has_other_member || all_users.iter().any(|(_, id, of)| *of == Some(group) && *id != Some(user))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_of_ones_own_has_no_others() {
        let groups = "root:x:0:\nann:x:1000:\nhr:x:50:ann,bob\nonly:x:60:ann\nusers:x:100:\nodd\n";
        let users = "root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/:/bin/sh\nbob:x:1001:100::/:/bin/sh\ncy:x:1002:100::/:/bin/sh";
        for (group, others) in [(1000, false), (50, true), (60, false), (100, true), (999, false)] {
            assert_eq!(are_in(group, 1000, groups, users), others, "{group}");
        }
        assert!(!are_in(0, 0, groups, users));
        assert!(are_in(1000, 0, groups, users), "root in the folder of another user");
    }
}
