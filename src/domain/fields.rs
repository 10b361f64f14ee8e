//! The 24 fields that gifting reads from Personio, as one table: names, kinds, keys, and why each one matters.
//! Knows nothing of a particular account; `matching` decides which attribute of an account plays which field.
//!
//! The list is the one of <https://help.andopen.co/en/articles/8085160>; keys and `universal_id`s are Personio's
//! (<https://developer.personio.de/reference/get_company-employees-attributes>).

mod set;

use std::fmt;

pub use set::Fields;

/// One of the 24 fields, in the manual's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Field {
    City,
    Country,
    ContractEnds,
    CreatedAt,
    Department,
    Email,
    EmployeeId,
    EmploymentType,
    FirstName,
    HireDate,
    IsAPeopleManager,
    LastWorkingDate,
    LastDayOfWork,
    LastName,
    OccupationType,
    Office,
    Position,
    Status,
    Supervisor,
    Team,
    TerminationDate,
    Birthday,
    PersonalEmail,
    ProfilePicture,
}

/// What a field's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Free text, nearly one value a person.
    Text,
    /// Text that many people share: a department, a status.
    Word,
    Day,
    /// Month and day; the year is dropped where Personio's answer is read.
    Birthday,
    /// Another person.
    Person,
    /// Whether there is a picture; the picture itself is never fetched.
    Picture,
}

/// Whether the manual requires a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

impl Need {
    pub const ALL: [Need; 2] = [Need::Required, Need::Optional];

    /// How many of the fields are so.
    pub const fn count(self) -> usize {
        match self {
            Need::Required => Field::REQUIRED,
            Need::Optional => Field::COUNT - Field::REQUIRED,
        }
    }
}

impl fmt::Display for Need {
    /// `required` or `optional`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Need::Required => "required",
            Need::Optional => "optional",
        })
    }
}

/// How an account's attributes name the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A system attribute: the same key in every account.
    System(&'static str),
    /// One of the account's own attributes (`dynamic_…`), found by this `universal_id`, which newer accounts have, or by
    /// label.
    Dynamic(Option<&'static str>),
}

impl Source {
    /// The `universal_id` of the field's attribute, where one is known.
    pub fn universal_id(self) -> Option<&'static str> {
        match self {
            Source::System(key) => Some(key),
            Source::Dynamic(universal_id) => universal_id,
        }
    }
}

pub struct Info {
    pub field: Field,
    /// The manual's name: `Is a People Manager`.
    pub name: &'static str,
    /// The name in JSON, queries and columns: `is_a_people_manager`.
    pub id: &'static str,
    pub kind: FieldKind,
    pub need: Need,
    pub source: Source,
    /// Why gifting needs it, one sentence.
    pub why: &'static str,
    /// What stops working without it, one sentence.
    pub without: &'static str,
}

macro_rules! fields {
    ($($field:ident $name:literal $id:literal $kind:ident $need:ident $source:expr, $why:literal, $without:literal;)*) => {
        /// The table, indexed by `Field as usize`.
        static TABLE: [Info; Field::COUNT] = [$(Info {
            field: Field::$field, name: $name, id: $id, kind: FieldKind::$kind, need: Need::$need, source: $source,
            why: $why, without: $without,
        }),*];

        impl Field {
            pub const COUNT: usize = [$(Field::$field),*].len();

            /// How many of them the manual requires.
            pub const REQUIRED: usize = 0 $(+ matches!(Need::$need, Need::Required) as usize)*;
        }
    };
}

use Source::{Dynamic, System};

fields! {
    City "City" "city" Word Required Dynamic(None),
        "Finds people near one office or delivery region, e.g. everyone in Dublin.",
        "city: finds nobody; remote staff cannot be told from office staff.";
    Country "Country" "country" Word Required Dynamic(None),
        "Catalogue, shipping, customs and currency differ per country; platforms want a 2-letter code.",
        "The country column of an export is empty; only the office is left as a hint.";
    ContractEnds "Contract ends" "contract_ends" Day Required System("contract_end_date"),
        "Shows people whose fixed-term contract ends before the gift date.",
        "No warning for fixed-term contracts; nobody is hidden because of it anyway.";
    CreatedAt "Created at" "created_at" Day Required System("created_at"),
        "Tells records that are new since the last campaign apart.",
        "New records can only be told by comparing with the previous sync.";
    Department "Department" "department" Word Required System("department"),
        "The usual way to choose an audience and to charge the cost.",
        "department: finds nobody.";
    Email "Email" "email" Text Required System("email"),
        "The address of the invitation, and how platforms recognise a person.",
        "No invitation can be sent: the export has no addresses.";
    EmployeeId "Employee ID" "employee_id" Text Required Dynamic(Some("company_employee_id")),
        "The number by which payroll and the platform match people across name changes.",
        "Matching falls back to the email.";
    EmploymentType "Employment type" "employment_type" Word Required System("employment_type"),
        "Internal or external: contractors are often not to be gifted.",
        "Externals are mixed in with staff.";
    FirstName "First name" "first_name" Text Required System("first_name"),
        "Greets the person; platforms require it.",
        "Invitations go out without a name, and several platforms refuse the row.";
    HireDate "Hire date" "hire_date" Day Required System("hire_date"),
        "Work anniversaries, tenure and welcome gifts count from it.",
        "Nobody has an anniversary, and joiners cannot be told apart.";
    IsAPeopleManager "Is a People Manager" "is_a_people_manager" Word Required Dynamic(None),
        "Manager gifts, and choosing who signs a card.",
        "Managers cannot be picked.";
    LastWorkingDate "Last Working Date" "last_working_date" Day Required Dynamic(None),
        "The last day a person works; a gift to the work address goes nowhere after it.",
        "Leavers on garden leave or holiday stay in the list.";
    LastDayOfWork "Last day of work" "last_day_of_work" Day Required System("last_working_day"),
        "Personio's own attribute for the last day that is really worked.",
        "People stay active in the list until their termination date.";
    LastName "Last name" "last_name" Text Required System("last_name"),
        "Tells people apart, on cards and parcels.",
        "Two Annas cannot be told apart; several platforms refuse the row.";
    OccupationType "Occupation type" "occupation_type" Word Required Dynamic(None),
        "Interns, working students and part-timers get other gifts or budgets.",
        "The kind of job cannot be filtered.";
    Office "Office" "office" Word Required System("office"),
        "Delivery to the office and local campaigns; the fallback for the country.",
        "office: finds nobody.";
    Position "Position" "position" Word Required System("position"),
        "Finds roles, and lets you check that it is the right person.",
        "position: finds nobody.";
    Status "Status" "status" Word Required System("status"),
        "Leaves out people who left; marks those not yet started or on leave.",
        "Leavers and future joiners cannot be told from everybody else.";
    Supervisor "Supervisor" "supervisor" Person Required System("supervisor"),
        "Teams of a manager, approval, and cards signed by the manager.",
        "Nobody's manager is known.";
    Team "Team" "team" Word Required System("team"),
        "Campaigns for small groups.",
        "team: finds nobody.";
    TerminationDate "Termination Date" "termination_date" Day Required System("termination_date"),
        "The official end of employment, known weeks ahead.",
        "People in their notice period look like everyone else until the last day.";
    Birthday "Birthday" "birthday" Birthday Optional Dynamic(Some("date_of_birth")),
        "Birthday gifts; month and day are enough, the year is never kept.",
        "Nobody has a birthday.";
    PersonalEmail "Personal email" "personal_email" Text Optional Dynamic(Some("personal_email")),
        "Gifts before the first day or on leave, when the work mailbox is not read.",
        "People before their first day get no invitation that they can see.";
    ProfilePicture "Profile Picture" "profile_picture" Picture Optional System("profile_picture"),
        "Only looks: recognising people on the platform's page.",
        "Nothing here: giftlist never downloads pictures.";
}

impl Field {
    /// All, in the manual's order.
    pub fn all() -> impl DoubleEndedIterator<Item = Field> + ExactSizeIterator {
        TABLE.iter().map(|info| info.field)
    }

    /// The field at a place of that order, counted from 0; beyond the end the last one.
    pub fn at(place: usize) -> Field {
        TABLE[place.min(Field::COUNT - 1)].field
    }

    pub fn info(self) -> &'static Info {
        &TABLE[self as usize]
    }

    /// The manual's name.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The name in JSON, queries and columns.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    pub fn is_required(self) -> bool {
        self.info().need == Need::Required
    }

    pub fn need(self) -> Need {
        self.info().need
    }

    /// The field that a person means by a name or id, whatever its case, blanks or underscores.
    pub fn parse(name: &str) -> Option<Field> {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let wanted = plain(name);
        Field::all().find(|field| plain(field.name()) == wanted)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! column_kind {
    ($(#[$doc:meta])* $type:ident [$($field:ident),*]) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($field),* }

        impl $type {
            pub const COUNT: usize = [$($type::$field),*].len();

            /// All, in the manual's order.
            pub const ALL: [$type; $type::COUNT] = [$($type::$field),*];

            /// The same field among all 24.
            pub fn field(self) -> Field {
                match self { $($type::$field => Field::$field),* }
            }

            /// This kind's view of a field, where it has one.
            pub fn of(field: Field) -> Option<$type> {
                match field { $(Field::$field => Some($type::$field),)* _ => None }
            }
        }
    };
}

column_kind! {
    /// The fields whose value is text.
    TextField [City, Country, Department, Email, EmployeeId, EmploymentType, FirstName, IsAPeopleManager, LastName,
        OccupationType, Office, Position, Status, Team, PersonalEmail]
}

impl TextField {
    /// The fields that have addresses.
    pub const EMAILS: [TextField; 2] = [TextField::Email, TextField::PersonalEmail];
}

column_kind! {
    /// The fields whose value is a day.
    DateField [ContractEnds, CreatedAt, HireDate, LastWorkingDate, LastDayOfWork, TerminationDate]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, info) in TABLE.iter().enumerate() {
            assert_eq!(info.field as usize, index, "{}", info.name);
        }
    }

    #[test]
    fn twenty_one_are_required_and_sixteen_are_system_attributes() {
        assert_eq!(Field::all().filter(|f| f.is_required()).count(), 21);
        assert_eq!(TABLE.iter().filter(|info| matches!(info.source, System(_))).count(), 16);
    }

    #[test]
    fn a_field_is_found_by_name_or_id_however_it_is_typed() {
        assert_eq!(Field::parse("is a people manager"), Some(Field::IsAPeopleManager));
        assert_eq!(Field::parse("termination_date"), Some(Field::TerminationDate));
        assert_eq!(Field::parse("Last-Working-Date"), Some(Field::LastWorkingDate));
        assert_eq!(Field::parse("salary"), None);
    }

    #[test]
    fn every_field_has_exactly_one_column_kind() {
        for field in Field::all() {
            let text = TextField::of(field).is_some();
            let date = DateField::of(field).is_some();
            let expected = match field.info().kind {
                FieldKind::Text | FieldKind::Word => (true, false),
                FieldKind::Day => (false, true),
                FieldKind::Birthday | FieldKind::Person | FieldKind::Picture => (false, false),
            };
            assert_eq!((text, date), expected, "{field}");
        }
    }
}
