//! Documents of several files, from the disk and from the network.
use super::{PETS, folder::Folder};
use std::fs;

/// A document in a folder of its own, with a part in it and one beside the folder.
fn spread(test: &str) -> Folder {
    let folder = Folder::new(test);
    folder.write(
        "api/openapi.yaml",
        "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    \
         Pet: { $ref: parts/pet.yaml }\n    Owner: { $ref: ../common/owner.yaml }\n",
    );
    let part = |member: &str| {
        format!("{{ type: object, properties: {{ {member}: {{ type: string }} }} }}\n")
    };
    folder.write("api/parts/pet.yaml", &part("name"));
    folder.write("common/owner.yaml", &part("address"));
    folder
}

#[test]
fn parts_of_a_document_are_read_below_its_root_alone() {
    let folder = spread("parts");
    folder.run("generate api/openapi.yaml -o src --name pets").assert(
        0,
        &[
            "warning[file-outside-root]: `../common/owner.yaml` leads out of the folder that may be read",
            "help: `--root DIR` allows files in and below DIR",
        ],
    );
    assert!(folder.read("src/pets/models/pet.rs").contains("pub name:"));
    assert!(!folder.read("src/pets/models/owner.rs").contains("address"));
    let run = folder.run("generate api/openapi.yaml -o src --name pets --root . --deny warnings");
    run.assert(0, &["0 warnings"]);
    assert!(
        folder
            .read("src/pets/models/owner.rs")
            .contains("pub address:")
    );
    let run = folder.run("generate api/openapi.yaml -o src --name pets --root none");
    run.assert(3, &["none can not be read"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_no_part() {
    let folder = spread("link");
    let (secret, link) = (
        folder.0.join("common/owner.yaml"),
        folder.0.join("api/parts/pet.yaml"),
    );
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(secret, link).unwrap();
    let run = folder.run("generate api/openapi.yaml -o src --name pets");
    run.assert(
        0,
        &["`parts/pet.yaml` leads out of the folder that may be read"],
    );
}

/// A server on this machine: each path answers with a head and a body, which may be repeated without end.
fn serve(answers: Vec<(&'static str, String)>) -> String {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
        thread,
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            let path = request.split(' ').nth(1).unwrap().to_owned();
            // The rest of the request has to be taken before the connection is closed.
            for line in lines {
                if line.unwrap().is_empty() {
                    break;
                }
            }
            let found = answers.iter().find(|(known, _)| *known == path);
            let answer = found.map_or(
                "404 Not Found\r\nconnection: close\r\n\r\n",
                |(_, answer)| answer,
            );
            write!(stream, "HTTP/1.1 {answer}").ok();
            if path == "/endless.yaml" {
                while stream.write_all(&[b'#'; 8_192]).is_ok() {}
            }
        }
    });
    address
}

fn found(body: &str) -> String {
    format!(
        "200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn moved(to: &str) -> String {
    format!("302 Found\r\nconnection: close\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
}

const PART: &str =
    "{ type: object, properties: { name: { type: string }, kind: { $ref: kinds/kind.yaml } } }";

#[test]
fn the_network_is_asked_only_where_that_is_allowed() {
    let folder = Folder::new("remote");
    let server = serve(vec![
        ("/pet.yaml", found(PART)),
        ("/kinds/kind.yaml", found("{ type: string, enum: [cat] }")),
        ("/old.yaml", moved("/pet.yaml")),
        ("/circle.yaml", moved("/circle.yaml")),
        ("/away.yaml", moved("http://example.com/pet.yaml")),
        ("/file.yaml", moved("file:///etc/passwd")),
        (
            "/endless.yaml",
            "200 OK\r\nconnection: close\r\n\r\n".to_owned(),
        ),
    ]);
    let names = ["pet", "old", "circle", "away", "file", "endless", "none"];
    let schemas: String = names
        .iter()
        .map(|name| format!("    {name}: {{ $ref: '{server}/{name}.yaml' }}\n"))
        .collect();
    let head =
        "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n";
    folder.write(
        "pets.yaml",
        &format!("{head}{schemas}    Plain: {{ $ref: 'http://example.com/a.yaml' }}\n"),
    );
    let run = folder.run("generate pets.yaml -o src");
    run.assert(
        0,
        &[
            "warning[remote-reference]: ",
            "leads to the network, which is not asked",
            "help: `--allow-remote` allows it",
        ],
    );
    assert!(!folder.read("src/pets/models/pet.rs").contains("pub name:"));
    let run = folder.run("generate pets.yaml -o src --allow-remote");
    run.assert(
        0,
        &[
            "more than 5 redirects",
            "only https is asked, and http on this machine",
            "404 Not Found",
            "endless.yaml: ",
        ],
    );
    assert_eq!(
        run.stderr.matches("warning[unreadable-file]").count(),
        6,
        "{}",
        run.stderr
    );
    assert!(folder.read("src/pets/models/pet.rs").contains("pub name:"));
    assert!(folder.read("src/pets/models/kind.rs").contains("Cat"));
}

#[test]
fn a_document_may_come_from_the_network() {
    let folder = Folder::new("remote-document");
    let server = serve(vec![
        (
            "/api/pets.yaml",
            found(&PETS.replace("{ type: string }", "{ $ref: ../kind.yaml }")),
        ),
        ("/kind.yaml", found("{ type: string, enum: [cat] }")),
    ]);
    let run = folder.run(&format!("generate {server}/api/pets.yaml -o src"));
    run.assert(3, &["pets.yaml is not read: `--allow-remote` allows it"]);
    let run = folder.run(&format!(
        "generate {server}/api/pets.yaml -o src --allow-remote --root ."
    ));
    run.assert(2, &["one from the network has no folder"]);
    let run = folder.run(&format!(
        "generate {server}/api/pets.yaml -o src --allow-remote"
    ));
    run.assert(0, &["pets: 1 operation, 2 types; "]);
    assert!(
        folder
            .read("src/pets/mod.rs")
            .starts_with("// @generated by oasmith from pets.yaml. ")
    );
}
