namespace Infra.Lab.Tests;

/// <summary>The real script, on directories prepared by another user. Requires root and ssh-keygen.</summary>
public sealed class OperatorKeyScriptTests : IDisposable
{
    private const string Id = "0be7a7e5";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infra-lab-key");

    public static TheoryData<string, string, string> Planted =>
        new()
        {
            { "his lab, with a pair in it", "pair; chown -R 65534 \"$lab\"", "belongs to uid 65534" },
            { "his directory, with a pair in it", "pair; chown -R 65534 \"$lab/$id/operator\"", "belongs to uid 65534" },
            {
                "a link to his directory",
                "pair; mv \"$lab/$id/operator\" \"$lab.his\"; chown -R 65534 \"$lab.his\"; ln -s \"$lab.his\" \"$lab/$id/operator\"",
                "is a link or a file"
            },
            { "his files in root's directory", "pair; chown 65534 \"$key\" \"$key.pub\"", "are not a key pair that was made here" },
            {
                "his public half alone",
                "pair; mv \"$key.pub\" \"$key.his\"; ssh-keygen -q -t ed25519 -N '' -f \"$key.2\"; mv \"$key.2.pub\" \"$key.pub\"",
                "are not a key pair that was made here"
            },
            { "a public half of nobody", "pair; : >\"$key.pub\"", "are not a key pair that was made here" },
            {
                "a link for the public half",
                "pair; mv \"$key.pub\" \"$key.his\"; ln -s \"$key.his\" \"$key.pub\"",
                "are not a key pair that was made here"
            },
            { "a second name for the private half", "pair; ln \"$key\" \"$key.his\"", "are not a key pair that was made here" },
            { "a private half that others write", "pair; chmod 666 \"$key.pub\"", "are not a key pair that was made here" },
        };

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Planted))]
    public void Create_KeyThatSomebodyElsePutThere_IsRefused(string name, string planted, string said)
    {
        SkipUnlessPossible();
        Prepare(planted);

        var result = Create();

        Assert.True(result is { ExitCode: 1, Stdout: "" }, $"{name}: {result}");
        Assert.Contains(said, result.Stderr, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Create_Again_PrintsTheSamePair()
    {
        SkipUnlessPossible();

        var (first, second) = (Create(), Create());

        Assert.True(first.ExitCode == 0, first.Stderr);
        Assert.Contains("PRIVATE KEY", first.Stdout, StringComparison.Ordinal);
        Assert.Contains("\nssh-ed25519 ", first.Stdout, StringComparison.Ordinal);
        Assert.Equal(first.Stdout, second.Stdout);
    }

    [SkippableFact]
    public void Create_HalfOfAPair_IsMadeAnew()
    {
        SkipUnlessPossible();
        Prepare("pair; rm \"$key\"");
        var planted = File.ReadAllText(Path.Combine(_folder.FullName, "lab", Id, "operator", "id_ed25519.pub"));

        var made = Create();

        Assert.True(made.ExitCode == 0, made.Stderr);
        Assert.DoesNotContain(planted.Split(' ')[1], made.Stdout, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Delete_AfterCreate_LeavesNoKey()
    {
        SkipUnlessPossible();
        Assert.Equal(0, Create().ExitCode);

        var deleted = Key("delete");

        Assert.True(deleted.ExitCode == 0, deleted.Stderr);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "lab", Id, "operator")));
    }

    private LabScript.Result Create() => Key("create");

    private LabScript.Result Key(string call) =>
        LabScript.Run(
            Path.Combine(LabScript.Folder, "operator-key"),
            [call],
            new Dictionary<string, string> { ["INFRA_LAB_ID"] = Id, ["INFRA_LAB_DIR"] = Path.Combine(_folder.FullName, "lab") }
        );

    // A complete pair, in directories as the script creates them; then the damage.
    private void Prepare(string planted)
    {
        const string pair = """
            set -eu; umask 077; lab=$1 id=$2 key=$1/$2/operator/id_ed25519
            pair() { mkdir -p "${key%/*}"; ssh-keygen -q -t ed25519 -N '' -f "$key"; }

            """;
        var prepared = LabScript.Run("/bin/sh", ["-c", pair + planted, "sh", Path.Combine(_folder.FullName, "lab"), Id]);
        Assert.True(prepared.ExitCode == 0, prepared.Stderr);
    }

    private static void SkipUnlessPossible() =>
        Skip.IfNot(Environment.UserName == "root" && LabScript.OnPath("ssh-keygen"), "needs root and ssh-keygen");
}
