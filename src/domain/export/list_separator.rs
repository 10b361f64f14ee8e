//! What stands between two cells of a CSV file that Excel opens: the list separator of the country's settings. It is `;`
//! where numbers have decimal commas, and in Switzerland and Liechtenstein; `,` elsewhere. How numbers are written is
//! CLDR's (<https://cldr.unicode.org>).

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

/// Countries whose settings have `;` although some of their languages write decimal points.
const SEMICOLON_COUNTRIES: [&str; 2] = ["CH", "LI"];

/// The separator for a locale as POSIX names it: `de_CH.UTF-8`, `es_MX`; `,` for one that is not known.
///
/// ```
/// use giftlist::domain::export::list_separator::list_separator;
///
/// assert_eq!([list_separator("de_DE.UTF-8"), list_separator("es_MX"), list_separator("C")], [b';', b',', b',']);
/// ```
pub fn list_separator(locale: &str) -> u8 {
    let name = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    let Ok(locale) = name.parse::<Locale>() else { return b',' };
    let is_semicolon_country = locale.id.region.is_some_and(|region| SEMICOLON_COUNTRIES.contains(&region.as_str()));
    if is_semicolon_country || has_decimal_comma(&locale) { b';' } else { b',' }
}

fn has_decimal_comma(locale: &Locale) -> bool {
    let Ok(formatter) = DecimalFormatter::try_new(locale.into(), Default::default()) else { return false };
    let mut one_half = Decimal::from(15);
    one_half.multiply_pow10(-1);
    !formatter.format(&one_half).to_string().contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_the_separator_that_excel_has_there() {
        let of = |names: &str| -> Vec<char> { names.split(' ').map(|name| list_separator(name) as char).collect() };
        let semicolons = "de_DE de_AT de_CH fr_CH it_CH de_LI fr_FR fr_CA es_ES es_AR tr_TR ru_RU uk_UA hu_HU ro_RO el_GR \
            bg_BG sk_SK sl_SI hr_HR sr_RS lt_LT lv_LV et_EE is_IS vi_VN nn_NO nb_NO ca_ES pt_BR nl_BE it_IT pl_PL de \
            sr_RS@latin de_DE.UTF-8@euro";
        let commas = "en_US en_GB en_IE es_MX es_US es_GT es_PR ja_JP zh_CN ko_KR he_IL C POSIX C.UTF-8 xx tlh_001";
        assert!(of(semicolons).iter().all(|&it| it == ';'), "{:?}", of(semicolons));
        assert!(of(commas).iter().all(|&it| it == ','), "{:?}", of(commas));
        assert_eq!(of(""), [',']);
    }
}
