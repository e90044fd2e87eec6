import People
import Web

/// Someone of the team as shown on any page: who, in which role, and how to be reached.
enum TeamPieces {
    static func member(_ member: TeamMember, _ words: Words) -> HTML {
        let reach = when(member.reach) { "<br><span>\(lines($0))</span>" }
        return """
            <li>\(face(member.name.initials))<span>\(member.name.full)<br><span class="soft">\(words(member.role.key))</span>\(reach)</span></li>
            """
    }
}
