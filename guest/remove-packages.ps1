# repave:remove-packages 1
# Removes Store apps for everybody, so that sysprep does not stumble over them (KB 2769827).
# packages: full names, joined by ';'. A name with anything else than harmless characters is refused.
param(
    [Parameter(Mandatory = $true)]
    [string] $packages
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$removed = New-Object 'System.Collections.Generic.List[string]'
$failed = New-Object 'System.Collections.Generic.List[object]'

function Add-Failure([string] $Name, [string] $Why) {
    $short = ($Why -replace '\s+', ' ') -replace '[^\x20-\x7e]', '?'
    if ($short.Length -gt 120) { $short = $short.Substring(0, 120) }
    $failed.Add([object[]] @($Name, $short))
}

foreach ($name in $packages.Split(';', [StringSplitOptions]::RemoveEmptyEntries)) {
    $name = $name.Trim()
    if ($name -notmatch '^[A-Za-z0-9][A-Za-z0-9._~-]{2,190}$' -or -not $name.Contains('_')) {
        Add-Failure 'not a package name' 'refused'
        continue
    }
    try {
        $family = $name.Substring(0, $name.IndexOf('_'))
        # Provisioned first: otherwise the next account that signs in gets it back.
        foreach ($package in Get-AppxProvisionedPackage -Online) {
            if ($package.DisplayName -eq $family) {
                Remove-AppxProvisionedPackage -Online -PackageName $package.PackageName | Out-Null
            }
        }
        Remove-AppxPackage -AllUsers -Package $name
        $removed.Add($name)
    }
    catch { Add-Failure $name $_.Exception.Message }
}

$report = [ordered]@{ v = 1; removed = $removed.ToArray(); failed = $failed.ToArray() }
Write-Output '<<repave:removed:1'
Write-Output (ConvertTo-Json -InputObject $report -Compress -Depth 4)
Write-Output 'repave:removed:1>>'
