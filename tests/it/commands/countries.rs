//! `[countries]` of `config.toml`: the user's own names of countries, wherever there is a code.

use super::company::Company;
use giftlist::fake::Person;

fn company(config: &str) -> Company {
    let person = |name: &str, country: &str| Person { country: country.into(), ..Person::named(name, "Byrne") };
    let company =
        Company::of([person("Ann", "Eire (Dublin)"), person("Ben", "EIRE dublin"), person("Cem", "Atlantis")]).synced();
    company.home.put("config/config.toml", config);
    company
}

#[test]
fn a_name_of_ones_own_has_a_code_everywhere() {
    let company = company("[countries]\n\"Eire, Dublin\" = \"ie\"\n");
    let list = |options: &[&str]| {
        let listed = company.giftlist(&[&["list", "--format", "csv"], options].concat()).exits(0);
        assert_eq!(listed.stderr, "");
        listed.stdout
    };
    let codes = list(&["--columns", "first_name,country_code", "--sort", "country_code,-first_name"]);
    assert_eq!(codes, "first_name,country_code\r\nBen,IE\r\nAnn,IE\r\nCem,\r\n");
    let exported = company.giftlist(&["export", "-o", "-", "--preset", "reachdesk"]).exits(0);
    let rows: Vec<_> = exported.stdout.lines().map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(rows, ["Country", "IE", "IE", ""]);
    let told = "1 person without a country code, since no code is known for Atlantis\n";
    assert!(exported.stderr.contains(told), "{}", exported.stderr);
}

#[test]
fn a_code_that_is_none_is_told_and_the_rest_works() {
    let company = company("[countries]\n\"Eire (Dublin)\" = \"IE\"\nAtlantis = \"ATL\"\n");
    let exported = company.giftlist(&["export", "-o", "-", "--preset", "reachdesk"]).exits(0);
    assert!(exported.stderr.contains("config.toml, line 3, column 12: \"ATL\" is not known\n"), "{}", exported.stderr);
    assert!(
        exported.stdout.contains(",IE\r\n") && exported.stderr.contains("known for Atlantis"),
        "{}",
        exported.stderr
    );
}
