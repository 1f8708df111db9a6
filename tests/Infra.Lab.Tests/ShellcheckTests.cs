namespace Infra.Lab.Tests;

public class ShellcheckTests
{
    public static TheoryData<string> Scripts =>
        [
            .. Directory
                .EnumerateFiles(LabScript.Folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => Path.GetExtension(name) is "" or ".bash")
                .Order(StringComparer.Ordinal),
        ];

    [SkippableTheory]
    [MemberData(nameof(Scripts))]
    public void Script_Shellcheck_IsClean(string name)
    {
        Skip.IfNot(LabScript.OnPath("shellcheck"), "shellcheck is not installed");
        var result = LabScript.Run("shellcheck", ["-x", Path.Combine(LabScript.Folder, name)]);

        Assert.Equal((0, ""), (result.ExitCode, result.Stdout));
    }
}
