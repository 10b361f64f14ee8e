//! The order of names, which is that of the rows.

use crate::domain::text::fold::fold;
use icu_collator::{CollatorBorrowed, options::CollatorOptions};

/// Keys by which names sort as people expect in any language (CLDR root collation); people without a name come last.
pub(super) fn sort_keys(names: impl Iterator<Item = String>) -> Vec<Vec<u8>> {
    let collator = CollatorBorrowed::try_new(Default::default(), CollatorOptions::default());
    names
        .map(|name| {
            let name = name.trim();
            if name.is_empty() {
                return vec![u8::MAX];
            }
            let mut key = Vec::with_capacity(name.len() * 2);
            match &collator {
                Ok(collator) => {
                    let Ok(()) = collator.write_sort_key_to(name, &mut key);
                }
                Err(_) => key.extend_from_slice(fold(name).as_bytes()),
            }
            key
        })
        .collect()
}
