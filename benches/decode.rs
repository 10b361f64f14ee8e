//! Reading Personio's answers: a page of employees with attributes of which half are not wanted.

mod company;

use divan::Bencher;
use divan::counter::BytesCount;
use giftlist::domain::checklist::attribute::{AttributeKey, Keys};
use giftlist::domain::fields::{Field, Fields};
use giftlist::fake::Company;
use giftlist::personio::decode;
use serde_json::{Map, Value, json};

const PEOPLE: usize = 100;

fn main() {
    divan::main();
}

#[divan::bench]
fn a_page_of_100(bencher: Bencher) {
    let page = page();
    let keys: Keys = Field::all().map(|field| (AttributeKey::from(field.id()), Fields::of(&[field]))).collect();
    bencher.counter(BytesCount::of_slice(&page)).bench_local(|| {
        let read = decode::employees(&page, &keys).expect("it is an answer");
        assert_eq!(read.employees.len(), PEOPLE);
    });
}

fn page() -> Vec<u8> {
    let attribute = |label: &str, value: Value| json!({ "label": label, "value": value, "type": "standard", "universal_id": label });
    let rows: Vec<Value> = Company::new(PEOPLE, company::TODAY)
        .people()
        .map(|person| {
            let employee = company::employee(person);
            let mut attributes = Map::from_iter([("id".into(), attribute("ID", employee.id.0.into()))]);
            for (field, text) in Field::all().zip(employee.texts) {
                attributes.insert(field.id().into(), attribute(field.name(), text.into()));
                attributes
                    .insert(format!("dynamic_{}", field as usize), attribute("Bank account", "not wanted".into()));
            }
            json!({ "type": "Employee", "attributes": attributes })
        })
        .collect();
    let metadata = json!({ "total_elements": PEOPLE, "current_page": 0, "total_pages": 1 });
    json!({ "success": true, "data": rows, "metadata": metadata, "offset": "0", "limit": "100" })
        .to_string()
        .into_bytes()
}
