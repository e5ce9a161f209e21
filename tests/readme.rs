//! The code of the README, compiled and run against a server that keeps what it was sent.
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread,
};

/// The README shows the lines of this function; a test of `tidy` compares them.
#[expect(clippy::print_stdout, reason = "an example shows what it found")]
async fn change_a_person(url: &str, token: &str) -> Result<(), Box<dyn std::error::Error>> {
    use generated::{
        Error, Field,
        personio::{Client, models::Person, persons::UpdateAPersonError},
    };

    let client = Client::builder().base_url(url).bearer_auth(token).build()?;

    let mut change = Person::default();
    change.preferred_name = Some("Jo".into()); // sent
    change.gender = Field::Null; // sent as null: "unset it"
    // Every other member is absent: not sent, "keep it".

    match client.persons().update_a_person("12345", &change).await {
        Ok(()) => println!("changed"),
        // An answer that the document describes, with its body as a type.
        Err(Error::Api {
            error: UpdateAPersonError::NotFound(body),
            ..
        }) => {
            println!("no such person; trace id {:?}", body.personio_trace_id);
        }
        // All others say what a person needs to act on them.
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

#[tokio::test]
async fn the_code_of_the_readme_sends_what_it_says() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            reader.read_line(&mut head).unwrap();
        }
        let lower = head.to_lowercase();
        let (_, length) = lower.split_once("content-length: ").unwrap();
        let length = length.lines().next().unwrap().parse().unwrap();
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
            .unwrap();
        (head, String::from_utf8(body).unwrap())
    });
    change_a_person(&url, "secret").await.unwrap();
    let (head, body) = server.join().unwrap();
    assert!(head.starts_with("PATCH /v2/persons/12345 HTTP/1.1\r\n"));
    assert!(
        head.to_lowercase()
            .contains("authorization: bearer secret\r\n")
    );
    assert_eq!(body, r#"{"preferred_name":"Jo","gender":null}"#);
}
