//! The servers of a document, and the variables of their URLs.
use golden::servers::{
    Server, ServerPort, ServerRegion, ServerRegionProduction, ServerRegionStagingUsEast,
};

#[test]
fn listed_variables_are_types_with_the_default_of_the_document() {
    let customer = Server::ExampleCom {
        customer: "acme".into(),
        port: ServerPort::default(),
        base_path: "v2".into(),
    };
    assert_eq!(customer.url(), "https://acme.example.com:8443/v2");
    // The port is the same in both, and the regions are not.
    let production = Server::Production {
        region: ServerRegionProduction::UsEast,
        port: ServerPort::N443,
    };
    assert_eq!(production.url(), "https://us-east.example.org:443");
    let region = ServerRegion::default();
    assert_eq!(region.as_str(), "eu-west");
    let staging = Server::Staging { region };
    assert_eq!(staging.url(), "https://eu-west.example.net");
}

#[test]
fn servers_of_one_url_and_braces_that_are_no_variables() {
    let region = ServerRegionStagingUsEast::default();
    let staging = Server::StagingUsEast { region };
    assert_eq!(staging.url(), "https://us-east.example.net");
    let type_ = "web".to_owned();
    let server = Server::ExampleIo { type_ };
    assert_eq!(server.url(), "https://web.example.io/{web}");
}
